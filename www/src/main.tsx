// Where the page starts.

import { render } from "preact";
import { App } from "./views/app";
import "./style.css";

render(<App />, document.querySelector("#app")!);
