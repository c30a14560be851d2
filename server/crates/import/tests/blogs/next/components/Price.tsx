export default function Price({ of }: { of: number }) {
  return <b>{of} EUR</b>;
}
