import "./Steps.css";

// What to do, one after the other.
export function Steps({ items }: { items: string[] }) {
  return (
    <ol class="steps">
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ol>
  );
}
