import type { MultiPolygon, Polygon } from 'geojson';
import type { Position } from '../../core/contract/area.ts';
import type { SpeedClass } from '../../core/contract/coverage/speed-class.ts';
import { addressIn } from '../../core/language/locale.ts';
import { RequestError } from '../api/request.ts';
import { downloadBlob } from '../dom/download.ts';
import { element } from '../dom/element.ts';
import { language, numberText, t } from '../language/words.ts';
import type { CoverageMap } from '../map/create-coverage-map.ts';
import { button } from '../views/controls.ts';
import type { CoverageApi, ReportAnswer } from './coverage-api.ts';
import { className } from './coverage-legend.ts';
import { areaOf, drawingCollection } from './draw-area.ts';
import { paragraph } from './panel-parts.ts';
import { mostFileBytes, mostFileCorners, readGeoJsonArea } from './read-geojson.ts';
import { cell, head, rowOf } from './table-parts.ts';

interface DrawOptions {
  readonly api: Pick<CoverageApi, 'report'>;
  /** Null until the map is there, and where there is none. */
  readonly map: () => CoverageMap | null;
  readonly speedClass: () => SpeedClass;
  /** Of the snapshot that the map shows. */
  readonly period: string;
}

/**
 * A form that the service answers with a file, under the name that it gives it: the premises in an area without a speed.
 * What it cannot answer is said on the page that has the same form.
 */
function premisesForm(fields: Readonly<Record<'polygon' | 'class' | 'period', string>>): HTMLElement {
  const action = addressIn(language().locale, '/coverage/polygon/premises.csv');
  return element('form', { attributes: { action, method: 'post' } }, [
    ...Object.entries(fields).map(([name, value]) =>
      element('input', { attributes: { type: 'hidden', name, value } }),
    ),
    element('button', {
      class: 'govuk-button govuk-button--secondary atlas-coverage__draw',
      text: t('coverageMap.reportPremises'),
      attributes: { type: 'submit', id: 'coverage-report-premises' },
    }),
  ]);
}

function reportTable({ estimate }: ReportAnswer): HTMLElement | null {
  if (estimate.status !== 'known') return null;
  const table = element('table', { class: 'govuk-table govuk-table--small-text-until-tablet' }, [
    element('thead', { class: 'govuk-table__head' }, [
      element('tr', { class: 'govuk-table__row' }, [
        head(t('coverageMap.speed')),
        head(t('coverageMap.premises')),
        head(t('coverageMap.expectedUnserved')),
        head(t('coverageMap.unknownCount')),
      ]),
    ]),
    element(
      'tbody',
      { class: 'govuk-table__body' },
      estimate.classes.map(({ speedClass, premises, expectedUnserved, unknown }) =>
        rowOf(
          [className(speedClass)],
          [premises, expectedUnserved, unknown].map((value) => cell([numberText(Math.round(value))], true)),
        ),
      ),
    ),
  ]);
  const attributes = { role: 'region', tabindex: 0, 'aria-label': t('coverageMap.reportTitle') };
  return element('div', { class: 'atlas-scroll', attributes }, [table]);
}

/** Draws an area, by pointer or by keyboard, or takes one from a file, and shows the service's report of it. */
export function createDrawPanel({ api, map, speedClass, period }: DrawOptions) {
  let corners: readonly Position[] | null = null;
  let asking: AbortController | null = null;
  const says = element('p', {
    class: 'govuk-body-s',
    attributes: { role: 'status', id: 'coverage-draw-says' },
  });
  const answer = element('div', { attributes: { id: 'coverage-report', 'aria-live': 'polite' } });
  const make = (text: string, act: () => void, id: string): HTMLButtonElement =>
    button(text, act, { class: 'govuk-button govuk-button--secondary atlas-coverage__draw', id });
  const start = make(t('coverageMap.drawStart'), begin, 'coverage-draw-start');
  const tools = element('div', { attributes: { hidden: true } }, [
    make(t('coverageMap.drawCentre'), () => map()?.pointAtCentre(), 'coverage-draw-centre'),
    make(t('coverageMap.drawUndo'), undo, 'coverage-draw-undo'),
    make(t('coverageMap.drawClose'), finish, 'coverage-draw-close'),
    make(t('coverageMap.drawCancel'), cancel, 'coverage-draw-cancel'),
  ]);
  const file = element('input', {
    class: 'govuk-file-upload',
    attributes: { type: 'file', id: 'coverage-file', accept: '.json,.geojson,application/geo+json' },
    on: {
      change: () => {
        const [chosen] = file.files ?? [];
        if (chosen !== undefined) void readFile(chosen);
      },
    },
  });

  function draw(): void {
    map()?.setData('drawing', drawingCollection(corners ?? [], false));
    says.textContent = corners === null ? '' : t('coverageMap.drawCorners', { count: corners.length });
  }

  function setActive(next: readonly Position[] | null): void {
    corners = next;
    tools.hidden = next === null;
    start.hidden = next !== null;
    map()?.setDrawing(next !== null);
  }

  function begin(): void {
    answer.replaceChildren();
    setActive([]);
    draw();
    tools.querySelector('button')?.focus();
  }

  function undo(): void {
    if (corners === null) return;
    corners = corners.slice(0, -1);
    draw();
  }

  function cancel(): void {
    setActive(null);
    draw();
    start.focus();
  }

  function finish(): void {
    if (corners === null) return;
    const found = areaOf(corners);
    if ('fault' in found) {
      says.textContent = t(found.fault);
      return;
    }
    const ring = found.geometry.coordinates[0]?.slice(0, -1) ?? [];
    const done = ring.map(([longitude = NaN, latitude = NaN]) => ({ longitude, latitude }));
    setActive(null);
    map()?.setData('drawing', drawingCollection(done, true));
    says.textContent = t('coverageMap.drawDone', { count: done.length });
    start.focus();
    void report(found.geometry);
  }

  async function readFile(chosen: File): Promise<void> {
    setActive(null);
    answer.replaceChildren();
    if (chosen.size > mostFileBytes) {
      says.textContent = t('coverageMap.fileTooLarge', { most: mostFileBytes / 1000 });
      return;
    }
    const found = readGeoJsonArea(await chosen.text());
    if ('fault' in found) {
      says.textContent = t(found.fault, { most: mostFileCorners });
      return;
    }
    const { geometry } = found;
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    const outer = polygons.flatMap(([ring = []]) => ring);
    const [longitudes, latitudes] = [0, 1].map((axis) => outer.map((corner) => corner[axis] ?? NaN));
    if (longitudes === undefined || latitudes === undefined) return;
    map()?.setData('drawing', {
      type: 'FeatureCollection',
      features: [{ type: 'Feature', properties: {}, geometry }],
    });
    map()?.fit([
      Math.min(...longitudes),
      Math.min(...latitudes),
      Math.max(...longitudes),
      Math.max(...latitudes),
    ]);
    says.textContent = t('coverageMap.drawDone', { count: outer.length - polygons.length });
    await report(geometry);
  }

  async function report(geometry: Polygon | MultiPolygon): Promise<void> {
    asking?.abort();
    const own = new AbortController();
    asking = own;
    answer.replaceChildren(paragraph(t('coverageMap.reportLoading')));
    const asked = speedClass();
    try {
      const found = await api.report(geometry, asked, own.signal);
      if (own.signal.aborted) return;
      const fields = { polygon: JSON.stringify(geometry), class: asked, period };
      answer.replaceChildren(...reportNodes(found), premisesForm(fields));
    } catch (error) {
      if (own.signal.aborted) return;
      const isMissing = error instanceof RequestError && error.status === 404;
      const why = error instanceof Error ? error.message : '';
      const words = isMissing ? t('coverageMap.reportMissing') : t('coverageMap.reportFailed', { why });
      answer.replaceChildren(paragraph(words));
    }
  }

  function reportNodes(found: ReportAnswer): (HTMLElement | string)[] {
    const save = (): void => {
      const text = JSON.stringify(found, null, 2);
      downloadBlob(new Blob([text], { type: 'application/json' }), 'coverage-report.json');
    };
    return [
      element('h3', { class: 'govuk-heading-s', text: t('coverageMap.reportTitle') }),
      ...found.sentences.map((text) => element('p', { class: 'govuk-body', text })),
      reportTable(found) ?? '',
      make(t('coverageMap.reportDownload'), save, 'coverage-report-save'),
    ];
  }

  return {
    element: element('section', { class: 'atlas-coverage__drawing' }, [
      element('h2', { class: 'govuk-heading-s', text: t('coverageMap.drawTitle') }),
      paragraph(t('coverageMap.drawHint')),
      start,
      tools,
      says,
      element('div', { class: 'govuk-form-group' }, [
        element('label', {
          class: 'govuk-label',
          text: t('coverageMap.drawFile'),
          attributes: { for: 'coverage-file' },
        }),
        file,
      ]),
      answer,
    ]),
    /** While an area is drawn clicks belong to it. */
    isActive: (): boolean => corners !== null,
    addCorner(position: Position): void {
      if (corners === null) return;
      corners = [...corners, position];
      draw();
    },
    undo,
    finish,
    cancel,
  };
}
