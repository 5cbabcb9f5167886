import { PbfWriter } from 'pbf';
import { twiceAreaOf } from '../../../core/geography/clip-ring.ts';

/** A whole number from 0, or any other number; null where the feature has none. */
export type TileValue = string | number | null;

/** An area within one tile: open rings in steps of the tile, y down. */
export interface TileFeature {
  /** A whole number from 0. */
  readonly id?: number;
  readonly properties: readonly TileValue[];
  readonly polygons: readonly (readonly Int32Array[])[];
}

/** A point within one tile, in its steps. */
export interface TilePoint {
  readonly id?: number;
  readonly properties: readonly TileValue[];
  readonly x: number;
  readonly y: number;
}

export interface TileLayer {
  readonly name: string;
  readonly extent: number;
  /** The keys of the properties, in the order in which features give their values. */
  readonly keys: readonly string[];
  readonly features: readonly (TileFeature | TilePoint)[];
}

const field = { layer: 3, name: 1, feature: 2, keys: 3, values: 4, extent: 5, version: 15 };
const pointType = 1;
const polygonType = 3;

/**
 * A Mapbox vector tile of layers of polygons and points. Written here because the usual encoders want every feature of a
 * tile as nested arrays first, and a tile of the whole country holds 20,000; the numbers of rings go straight into bytes.
 *
 * Source: Mapbox Vector Tile specification 2.1, sections 4.1 to 4.4.
 */
export function encodeTile(...layers: readonly TileLayer[]): Uint8Array {
  const writer = new PbfWriter();
  for (const layer of layers) writer.writeMessage(field.layer, writeLayer, layer);
  return writer.finish();
}

function writeLayer({ name, extent, keys, features }: TileLayer, writer: PbfWriter): void {
  writer.writeStringField(field.name, name);
  const values = new Map<string | number, number>();
  for (const feature of features) {
    const tags = feature.properties.flatMap((value, key) => {
      if (value === null) return [];
      const known = values.get(value) ?? values.size;
      values.set(value, known);
      return [key, known];
    });
    writer.writeMessage(field.feature, writeFeature, { tags, feature });
  }
  for (const key of keys) writer.writeStringField(field.keys, key);
  for (const value of values.keys()) writer.writeMessage(field.values, writeValue, value);
  writer.writeVarintField(field.extent, extent);
  writer.writeVarintField(field.version, 2);
}

const valueField = { string: 1, double: 3, unsigned: 5 };

function writeValue(value: string | number, writer: PbfWriter): void {
  if (typeof value === 'string') writer.writeStringField(valueField.string, value);
  else if (Number.isInteger(value) && value >= 0) writer.writeVarintField(valueField.unsigned, value);
  else writer.writeDoubleField(valueField.double, value);
}

function writeFeature(
  { tags, feature }: { readonly tags: number[]; readonly feature: TileFeature | TilePoint },
  writer: PbfWriter,
): void {
  if (feature.id !== undefined) writer.writeVarintField(1, feature.id);
  writer.writePackedVarint(2, tags);
  if ('polygons' in feature) {
    writer.writeVarintField(3, polygonType);
    writer.writeMessage(4, writePolygons, feature);
  } else {
    writer.writeVarintField(3, pointType);
    writer.writeMessage(4, writePoint, feature);
  }
}

function writePoint({ x, y }: TilePoint, writer: PbfWriter): void {
  writer.writeVarint(moveToOne);
  writer.writeSVarint(x);
  writer.writeSVarint(y);
}

const moveToOne = 9;
const closePath = 15;

function writePolygons({ polygons }: TileFeature, writer: PbfWriter): void {
  let lastX = 0;
  let lastY = 0;
  for (const rings of polygons) {
    for (const [at, ring] of rings.entries()) {
      // Outer rings run clockwise on the screen, holes against it.
      const isForward = twiceAreaOf(ring) > 0 === (at === 0);
      const count = ring.length / 2;
      for (let step = 0; step < count; step++) {
        const corner = 2 * (isForward ? step : count - 1 - step);
        if (step === 0) writer.writeVarint(moveToOne);
        if (step === 1) writer.writeVarint(((count - 1) << 3) | 2);
        const x = ring[corner] ?? 0;
        const y = ring[corner + 1] ?? 0;
        writer.writeSVarint(x - lastX);
        writer.writeSVarint(y - lastY);
        lastX = x;
        lastY = y;
      }
      writer.writeVarint(closePath);
    }
  }
}
