import { type FormEvent, useState } from "react";
import { api } from "./api";

interface Props {
  /** Whether nobody is there yet: then the form is open. */
  first: boolean;
  choose: (number: string) => void;
}

/** A phone of somebody else, to write to the shop from: a number and a name. */
export function NewPhone({ first, choose }: Props) {
  const [wrong, setWrong] = useState("");
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    try {
      const made = await api.addPhone(String(given.get("number")), String(given.get("name")));
      form.reset();
      setWrong("");
      choose(made.number);
    } catch (error) {
      setWrong((error as Error).message);
    }
  };
  return (
    <details className="new-phone" open={first}>
      <summary>Another phone</summary>
      <form onSubmit={(event) => void submit(event)}>
        <label>
          Number, like +919812345678
          <input name="number" type="tel" autoComplete="off" required />
        </label>
        <label>
          Name
          <input name="name" autoComplete="off" required />
        </label>
        <p role="alert">{wrong}</p>
        <button type="submit">Take it up</button>
      </form>
    </details>
  );
}
