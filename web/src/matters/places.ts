// Where matters lie: points for the map and for the plain grid, and where a map's picture begins and ends.

import type { MatterItem } from '@/api/matters'
import { lampOf, type Lamp } from '@/format/clock'

export interface PlacedMatter {
  item: MatterItem
  lamp: Lamp
  longitude: number
  latitude: number
}

/** The matters that have a place; the rest cannot be drawn and are counted beside the map. */
export function placed(items: MatterItem[]): PlacedMatter[] {
  return items.flatMap((item) => {
    if (item.place === null || item.place === undefined) return []
    const longitude = Number(item.place.longitude)
    const latitude = Number(item.place.latitude)
    if (!Number.isFinite(longitude) || !Number.isFinite(latitude)) return []
    return [{ item, lamp: lampOf(item), longitude, latitude }]
  })
}

/** The corners of the points with some air; a single point gets a square kilometre or so. */
export function boundsOf(points: Pick<PlacedMatter, 'longitude' | 'latitude'>[]): {
  west: number
  east: number
  south: number
  north: number
} {
  const LEAST = 0.01
  const longitudes = points.map(({ longitude }) => longitude)
  const latitudes = points.map(({ latitude }) => latitude)
  if (points.length === 0) return { west: 0, east: 1, south: 0, north: 1 }
  const west = Math.min(...longitudes)
  const east = Math.max(...longitudes)
  const south = Math.min(...latitudes)
  const north = Math.max(...latitudes)
  const air = Math.max(east - west, north - south, LEAST) * 0.08
  return { west: west - air, east: east + air, south: south - air, north: north + air }
}

/** The content of a place field, `longitude,latitude`; none where the two are no place. */
export function placeText(longitude: string, latitude: string): string | null {
  const isDegrees = /^-?\d{1,3}(\.\d{1,6})?$/
  if (!isDegrees.test(longitude) || !isDegrees.test(latitude)) return null
  if (Math.abs(Number(longitude)) > 180 || Math.abs(Number(latitude)) > 90) return null
  return `${longitude},${latitude}`
}
