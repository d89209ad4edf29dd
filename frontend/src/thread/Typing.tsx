/** Three dots where the next message will stand. */
export function Typing({ who }: { who: string }) {
  return (
    <div className="bubble in typing" role="status" aria-label={`${who} is typing`}>
      <i />
      <i />
      <i />
    </div>
  );
}
