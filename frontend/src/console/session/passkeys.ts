// Passkeys: what a browser's devices are asked, and what of their answers goes to the API.
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { ask, client } from "../api/client";
import type { components } from "../api/schema";
import type { Session } from "../api/shapes";
import { enter } from "./session";

type Made = components["schemas"]["MadePasskey"];
type Used = components["schemas"]["UsedPasskey"];

/** Whether this browser makes passkeys for this address: for a name alone, never for a bare number. */
export const canUsePasskeys =
  typeof PublicKeyCredential === "function" &&
  "parseCreationOptionsFromJSON" in PublicKeyCredential &&
  /[a-z]/i.test(location.hostname) &&
  !location.hostname.includes(":");

export async function addPasskey(name: string) {
  const { options } = await ask(client.POST("/session/passkeys"));
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
    options as unknown as PublicKeyCredentialCreationOptionsJSON,
  );
  const made = await navigator.credentials.create({ publicKey });
  const credential = (made as PublicKeyCredential).toJSON() as Made;
  await ask(client.PUT("/session/passkeys", { body: { name, credential } }));
}

export function useLogInByPasskey() {
  const queries = useQueryClient();
  return useCallback(async () => {
    const { options } = await ask(client.POST("/session/passkey-challenge"));
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
      options as unknown as PublicKeyCredentialRequestOptionsJSON,
    );
    const used = await navigator.credentials.get({ publicKey });
    const credential = (used as PublicKeyCredential).toJSON() as Used;
    const session: Session = await ask(client.POST("/session/passkey", { body: { credential } }));
    enter(queries, session);
  }, [queries]);
}
