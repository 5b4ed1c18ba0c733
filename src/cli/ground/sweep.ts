/**
 * Lets the Worker's schedule go off, as the minute's cron does in production: wrangler's local runtime waits to be asked.
 * @param port that of the application
 */
export async function sweepWorker(port: number): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/cdn-cgi/local/scheduled`, { signal: AbortSignal.timeout(30_000) })
  await answer.body?.cancel()
}
