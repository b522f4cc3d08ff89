import "./Qr.css";

// A QR code given as an SVG document. As a picture it can't run anything, whatever it holds.
export function Qr({
  svg,
  description,
  size = "paper",
}: {
  svg: string;
  description: string;
  size?: "paper" | "large";
}) {
  return (
    <img class="qr" data-size={size} src={`data:image/svg+xml;utf8,${encodeURIComponent(svg)}`} alt={description} />
  );
}
