import { type Scope, serve } from "./notices";

serve(globalThis as unknown as Scope);
