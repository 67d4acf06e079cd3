/** The place of a file in an ordered selection. */
export function OrderNumber({ value }: { value: string }) {
  return <span className="vt-order">{value}</span>;
}
