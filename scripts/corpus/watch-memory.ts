import { readFileSync } from 'node:fs';

/** Follows the largest resident size that any of these processes had, as the kernel counts it (Linux only). */
export function watchMemory(pids: () => number[]): { takePeak(): number; stop(): void } {
  let peak = 0;
  const look = () => {
    for (const pid of pids()) peak = Math.max(peak, residentPeakOf(pid));
  };
  const timer = setInterval(look, 10);
  return {
    takePeak() {
      look();
      const taken = peak;
      peak = 0;
      return taken;
    },
    stop: () => clearInterval(timer),
  };
}

function residentPeakOf(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
  } catch (error) {
    // It ended in between, or this is no Linux.
    if (error instanceof Error && 'code' in error) return 0;
    throw error;
  }
}
