// Opens connections that ask for one page and then nothing, says so, and keeps them until it is ended.

import { connect } from 'node:net';

const [host, port] = process.argv[2].split(':');
const wanted = Number(process.argv[3]);
let open = 0;
for (let at = 0; at < wanted; at += 1) {
  await new Promise((resolve, reject) => {
    const socket = connect(Number(port), host, () => {
      socket.write(`GET /robots.txt HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    });
    socket.once('data', () => {
      open += 1;
      resolve();
    });
    socket.on('error', reject);
  });
}
process.stdout.write(`open ${open}\n`);
setInterval(() => {}, 1000);
