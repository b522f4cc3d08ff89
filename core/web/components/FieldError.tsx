// What is wrong with a field that has no input of its own; nothing when all is well. `id` is for aria-describedby.
export function FieldError({ id, error }: { id: string; error: string | undefined }) {
  if (!error) return null;
  return (
    <div class="error" id={id}>
      {error}
    </div>
  );
}
