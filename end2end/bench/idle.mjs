// Opens connections that ask for one page and then nothing, says how many are open, and keeps them until it is ended.

import { connect } from 'node:net';

const [host, port] = process.argv[2].split(':');
const wanted = Number(process.argv[3]);
let open = 0;

/** Whether one more connection was answered. */
function another() {
  return new Promise((resolve) => {
    let answered = false;
    const socket = connect(Number(port), host, () => {
      socket.write(`GET /robots.txt HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    });
    socket.on('data', () => {
      if (answered) return;
      answered = true;
      open += 1;
      resolve(true);
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      if (answered) open -= 1;
      resolve(false);
    });
  });
}

for (let at = 0; at < wanted; at += 1) {
  // Where the system or the server has no room for more, that many have to do.
  if (!(await another())) break;
}
process.stdout.write(`open ${open}\n`);
setInterval(() => {}, 1000);
