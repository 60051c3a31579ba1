import type { Circle } from "./address.ts";
import { LARGEST_M, SMALLEST_M } from "./map/circle.ts";

interface Props {
  circle: Circle;
  onCircle: (part: Partial<Circle>) => void;
}

/** The circle in numbers. A value that the field does not allow changes nothing. */
export function Place({ circle, onCircle }: Props) {
  return (
    <form class="place-form" onSubmit={(event) => event.preventDefault()}>
      <NumberField
        name="lat"
        label="Latitude"
        unit="°"
        value={circle.lat}
        min={-90}
        max={90}
        onValue={(lat) => onCircle({ lat })}
      />
      <NumberField
        name="lng"
        label="Longitude"
        unit="°"
        value={circle.lng}
        min={-180}
        max={180}
        onValue={(lng) => onCircle({ lng })}
      />
      <NumberField
        name="distance"
        label="Radius"
        unit="m"
        value={circle.distance}
        min={SMALLEST_M}
        max={LARGEST_M}
        onValue={(distance) => onCircle({ distance })}
      />
    </form>
  );
}

interface NumberProps {
  name: string;
  label: string;
  unit: string;
  value: number;
  min: number;
  max: number;
  onValue: (value: number) => void;
}

function NumberField({ name, label, unit, value, min, max, onValue }: NumberProps) {
  const changed = ({ currentTarget: field }: { currentTarget: HTMLInputElement }) => {
    if (field.validity.valid && field.value !== "") onValue(field.valueAsNumber);
    else field.reportValidity();
  };
  return (
    <label>
      <span>{label}</span>
      <span class="unit" data-unit={unit}>
        <input type="number" name={name} value={value} min={min} max={max} step="any" required onChange={changed} />
      </span>
    </label>
  );
}
