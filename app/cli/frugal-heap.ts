import { setFlagsFromString } from "node:v8";

// Must be imported before anything else. Left alone, V8 lets garbage pile up to several times what a streaming command
// keeps, because the machine has room: an import of 200,000 variants keeps 40 MB and grows to 400. Both flags only make
// it collect sooner; neither is a limit that a large product could hit.
setFlagsFromString("--heap-growing-percent=40");
setFlagsFromString("--semi-space-growth-factor=1");
