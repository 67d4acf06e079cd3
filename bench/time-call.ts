import { Agent, request } from 'node:http';

export interface Call {
  url: string;
  body?: string;
  headers?: Record<string, string>;
}

export interface Samples {
  ours: number[];
  bare: number[];
}

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** Milliseconds from asking to the last byte, over a connection that stays open. @throws for any status but 200. */
export function timeCall({ url, body, headers }: Call): Promise<{ milliseconds: number; text: string }> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const sent = request(
      url,
      { agent, method: body === undefined ? 'GET' : 'POST', headers: { ...headers } },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const milliseconds = performance.now() - startedAt;
          const text = Buffer.concat(chunks).toString();
          if (answer.statusCode === 200) resolve({ milliseconds, text });
          else reject(new Error(`${url} answered ${answer.statusCode}: ${text.slice(0, 500)}`));
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Ours and the bare one in turn, so that both see the same machine. */
export async function timeInTurn(
  ours: Call,
  bare: Call,
  rounds: { warmUp: number; samples: number },
): Promise<Samples> {
  const samples: Samples = { ours: [], bare: [] };
  for (let round = 0; round < rounds.warmUp + rounds.samples; round++) {
    const first = await timeCall(ours);
    const second = await timeCall(bare);
    if (round < rounds.warmUp) continue;
    samples.ours.push(first.milliseconds);
    samples.bare.push(second.milliseconds);
  }
  return samples;
}
