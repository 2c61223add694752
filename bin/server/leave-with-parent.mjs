/**
 * Loaded into a server that a command starts, with --import. When that command is gone (even killed), the channel to
 * it closes, and the server ends as if told to: running requests may finish, for at most 10 s.
 */
process.on("disconnect", () => {
  setTimeout(() => process.exit(1), 10_000).unref();
  process.kill(process.pid, "SIGTERM");
});
// Waiting for that must not keep a server alive that is done.
process.channel?.unref();
