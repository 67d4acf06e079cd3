import { once } from 'node:events';
import net from 'node:net';

export interface Gate {
  /** The URL behind it, by way of the gate. */
  url: string;
  /** Breaks all connections and takes no more, as a server that is killed. */
  shut(): Promise<void>;
  open(): Promise<void>;
}

/** Stands between a client and a server of its own protocol, on a port of its own. */
export async function startGate(url: string): Promise<Gate> {
  const behind = new URL(url);
  const sockets = new Set<net.Socket>();
  const server = net.createServer((near) => {
    const far = net.connect(Number(behind.port), behind.hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      // Either end may break; then the other one has nobody to talk to.
      one.on('error', () => other.destroy());
      one.once('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  await listen(0);
  const { port } = server.address() as net.AddressInfo;
  const through = new URL(url);
  through.host = `127.0.0.1:${port}`;
  return {
    url: through.href,
    async shut() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    open: () => listen(port),
  };
}
