// The same server with Node's `ws`: node limit_ws.mjs SOCKETS EVENTS GAP_SECONDS MESSAGE_BYTES
import { createRequire } from "node:module";

const require = createRequire(`${process.env.BENCH_MODULES}/`);
const { WebSocketServer } = require("ws");

const [sockets, events, gap, size] = process.argv.slice(2).map(Number);
const server = new WebSocketServer({ host: "127.0.0.1", port: 0, backlog: 4096 });
let open = 0;

const wait = (seconds) => new Promise((done) => setTimeout(done, Math.max(0, seconds) * 1000));
const cpu = () => {
  const use = process.cpuUsage();
  return (use.user + use.system) / 1e6;
};
const message = (seq) => {
  const bare = JSON.stringify({ topic: "zone/a", epoch: 1, seq, view: "" });
  return JSON.stringify({ topic: "zone/a", epoch: 1, seq, view: "p".repeat(size - bare.length) });
};

const before = cpu();
server.on("connection", (client) => {
  client.on("error", () => {});
  client.on("message", (text) => {
    JSON.parse(text);
    client.send(message(0));
    open += 1;
    if (open === sockets) publish();
  });
});
server.on("listening", () => console.log(`ready ${server.address().port}`));

async function publish() {
  const joined = cpu() - before;
  await wait(1);
  const start = cpu();
  for (let seq = 1; seq <= events; seq += 1) {
    const at = performance.now();
    const text = message(seq);
    for (const client of server.clients) client.send(text);
    await wait(gap - (performance.now() - at) / 1000);
  }
  console.log(JSON.stringify({ sockets: open, join_cpu: joined, cpu: cpu() - start }));
  await wait(0.5);
  process.exit(0);
}
