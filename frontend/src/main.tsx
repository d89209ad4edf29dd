import { render } from "preact";
import { App } from "./App";
import "./styles/base.css";
import "./styles/chat.css";
import "./styles/drawer.css";

const root = document.getElementById("phone");
if (root) render(<App />, root);
