import { Failed } from "../../shell/Failed";
import { useSetup } from "./calls";
import { TwilioStep } from "./TwilioStep";

/** The account and the numbers that messages leave by, once the shop is set up. */
export function TwilioPage() {
  const setup = useSetup();
  if (setup.isError && !setup.data) return <Failed error={setup.error} retry={() => void setup.refetch()} />;
  const step = setup.data?.steps.find((one) => one.name === "twilio");
  return setup.data && step ? <TwilioStep of={step} setup={setup.data} /> : null;
}
