import apiEnglish from './messages/en/api.json' with { type: 'json' };
import channelShiftEnglish from './messages/en/channelShift.json' with { type: 'json' };
import channelShiftWelsh from './messages/cy/channelShift.json' with { type: 'json' };
import chartEnglish from './messages/en/chart.json' with { type: 'json' };
import chartWelsh from './messages/cy/chart.json' with { type: 'json' };
import aboutEnglish from './messages/en/about.json' with { type: 'json' };
import aboutWelsh from './messages/cy/about.json' with { type: 'json' };
import accessibilityEnglish from './messages/en/accessibility.json' with { type: 'json' };
import accessibilityWelsh from './messages/cy/accessibility.json' with { type: 'json' };
import glossaryEnglish from './messages/en/glossary.json' with { type: 'json' };
import glossaryWelsh from './messages/cy/glossary.json' with { type: 'json' };
import clustersEnglish from './messages/en/clusters.json' with { type: 'json' };
import clustersWelsh from './messages/cy/clusters.json' with { type: 'json' };
import coverageProblemsEnglish from './messages/en/coverageProblems.json' with { type: 'json' };
import coverageProblemsWelsh from './messages/cy/coverageProblems.json' with { type: 'json' };
import comparisonEnglish from './messages/en/comparison.json' with { type: 'json' };
import comparisonWelsh from './messages/cy/comparison.json' with { type: 'json' };
import areaEnglish from './messages/en/area.json' with { type: 'json' };
import areaWelsh from './messages/cy/area.json' with { type: 'json' };
import aroundEnglish from './messages/en/around.json' with { type: 'json' };
import aroundWelsh from './messages/cy/around.json' with { type: 'json' };
import embedEnglish from './messages/en/embed.json' with { type: 'json' };
import embedWelsh from './messages/cy/embed.json' with { type: 'json' };
import editorEnglish from './messages/en/editor.json' with { type: 'json' };
import errorEnglish from './messages/en/error.json' with { type: 'json' };
import errorWelsh from './messages/cy/error.json' with { type: 'json' };
import explorerEnglish from './messages/en/explorer.json' with { type: 'json' };
import explorerWelsh from './messages/cy/explorer.json' with { type: 'json' };
import fitEnglish from './messages/en/fit.json' with { type: 'json' };
import fitWelsh from './messages/cy/fit.json' with { type: 'json' };
import compareEnglish from './messages/en/compare.json' with { type: 'json' };
import compareWelsh from './messages/cy/compare.json' with { type: 'json' };
import coverageChangeEnglish from './messages/en/coverageChange.json' with { type: 'json' };
import coverageChangeWelsh from './messages/cy/coverageChange.json' with { type: 'json' };
import coverageMobileEnglish from './messages/en/coverageMobile.json' with { type: 'json' };
import coverageMobileWelsh from './messages/cy/coverageMobile.json' with { type: 'json' };
import dataEnglish from './messages/en/data.json' with { type: 'json' };
import dataWelsh from './messages/cy/data.json' with { type: 'json' };
import homeEnglish from './messages/en/home.json' with { type: 'json' };
import homeWelsh from './messages/cy/home.json' with { type: 'json' };
import indicatorWelsh from './messages/cy/indicator.json' with { type: 'json' };
import kindsEnglish from './messages/en/kinds.json' with { type: 'json' };
import kindsWelsh from './messages/cy/kinds.json' with { type: 'json' };
import layoutEnglish from './messages/en/layout.json' with { type: 'json' };
import layoutWelsh from './messages/cy/layout.json' with { type: 'json' };
import searchEnglish from './messages/en/search.json' with { type: 'json' };
import searchWelsh from './messages/cy/search.json' with { type: 'json' };
import listsEnglish from './messages/en/lists.json' with { type: 'json' };
import listsWelsh from './messages/cy/lists.json' with { type: 'json' };
import printEnglish from './messages/en/print.json' with { type: 'json' };
import printWelsh from './messages/cy/print.json' with { type: 'json' };
import mapsEnglish from './messages/en/maps.json' with { type: 'json' };
import mapsWelsh from './messages/cy/maps.json' with { type: 'json' };
import sentencesEnglish from './messages/en/sentences.json' with { type: 'json' };
import sentencesWelsh from './messages/cy/sentences.json' with { type: 'json' };
import methodEnglish from './messages/en/method.json' with { type: 'json' };
import methodWelsh from './messages/cy/method.json' with { type: 'json' };
import missingEnglish from './messages/en/missing.json' with { type: 'json' };
import missingWelsh from './messages/cy/missing.json' with { type: 'json' };
import overTimeEnglish from './messages/en/overTime.json' with { type: 'json' };
import overTimeWelsh from './messages/cy/overTime.json' with { type: 'json' };
import profileWelsh from './messages/cy/profile.json' with { type: 'json' };
import recipeEnglish from './messages/en/recipe.json' with { type: 'json' };
import recipeWelsh from './messages/cy/recipe.json' with { type: 'json' };
import tableTwinEnglish from './messages/en/tableTwin.json' with { type: 'json' };
import tableTwinWelsh from './messages/cy/tableTwin.json' with { type: 'json' };
import coverageRiskEnglish from './messages/en/coverageRisk.json' with { type: 'json' };
import coverageRiskWelsh from './messages/cy/coverageRisk.json' with { type: 'json' };
import unitsEnglish from './messages/en/units.json' with { type: 'json' };
import unitsWelsh from './messages/cy/units.json' with { type: 'json' };
import coverageEnglish from './messages/en/coverage.json' with { type: 'json' };
import coverageWelsh from './messages/cy/coverage.json' with { type: 'json' };
import coverageReportEnglish from './messages/en/coverageReport.json' with { type: 'json' };
import coverageReportWelsh from './messages/cy/coverageReport.json' with { type: 'json' };
import coveragePremisesEnglish from './messages/en/coveragePremises.json' with { type: 'json' };
import coveragePremisesWelsh from './messages/cy/coveragePremises.json' with { type: 'json' };
import coverageNotSpotsEnglish from './messages/en/coverageNotSpots.json' with { type: 'json' };
import coverageNotSpotsWelsh from './messages/cy/coverageNotSpots.json' with { type: 'json' };
import coverageMapEnglish from './messages/en/coverageMap.json' with { type: 'json' };
import coverageMapWelsh from './messages/cy/coverageMap.json' with { type: 'json' };
import coverageEvidenceEnglish from './messages/en/coverageEvidence.json' with { type: 'json' };
import coverageEvidenceWelsh from './messages/cy/coverageEvidence.json' with { type: 'json' };
import type { Locale } from './locale.ts';
import type { Texts } from './texts.ts';

/** Every interface text in English, by namespace: one file for each kind of page. */
const english = {
  api: apiEnglish,
  channelShift: channelShiftEnglish,
  chart: chartEnglish,
  about: aboutEnglish,
  accessibility: accessibilityEnglish,
  glossary: glossaryEnglish,
  clusters: clustersEnglish,
  coverageProblems: coverageProblemsEnglish,
  comparison: comparisonEnglish,
  area: areaEnglish,
  around: aroundEnglish,
  embed: embedEnglish,
  editor: editorEnglish,
  error: errorEnglish,
  explorer: explorerEnglish,
  fit: fitEnglish,
  compare: compareEnglish,
  coverageChange: coverageChangeEnglish,
  coverageMobile: coverageMobileEnglish,
  data: dataEnglish,
  home: homeEnglish,
  kinds: kindsEnglish,
  layout: layoutEnglish,
  search: searchEnglish,
  lists: listsEnglish,
  print: printEnglish,
  maps: mapsEnglish,
  sentences: sentencesEnglish,
  method: methodEnglish,
  missing: missingEnglish,
  overTime: overTimeEnglish,
  recipe: recipeEnglish,
  tableTwin: tableTwinEnglish,
  units: unitsEnglish,
  coverageRisk: coverageRiskEnglish,
  coverage: coverageEnglish,
  coverageReport: coverageReportEnglish,
  coveragePremises: coveragePremisesEnglish,
  coverageNotSpots: coverageNotSpotsEnglish,
  coverageMap: coverageMapEnglish,
  coverageEvidence: coverageEvidenceEnglish,
};

/** What is not translated is missing and shown in English. */
const welsh = {
  channelShift: channelShiftWelsh,
  chart: chartWelsh,
  about: aboutWelsh,
  accessibility: accessibilityWelsh,
  glossary: glossaryWelsh,
  clusters: clustersWelsh,
  coverageProblems: coverageProblemsWelsh,
  comparison: comparisonWelsh,
  area: areaWelsh,
  around: aroundWelsh,
  embed: embedWelsh,
  error: errorWelsh,
  explorer: explorerWelsh,
  fit: fitWelsh,
  compare: compareWelsh,
  coverageChange: coverageChangeWelsh,
  coverageMobile: coverageMobileWelsh,
  data: dataWelsh,
  home: homeWelsh,
  kinds: kindsWelsh,
  layout: layoutWelsh,
  search: searchWelsh,
  lists: listsWelsh,
  print: printWelsh,
  maps: mapsWelsh,
  method: methodWelsh,
  missing: missingWelsh,
  overTime: overTimeWelsh,
  recipe: recipeWelsh,
  sentences: sentencesWelsh,
  tableTwin: tableTwinWelsh,
  units: unitsWelsh,
  coverageRisk: coverageRiskWelsh,
  coverageNotSpots: coverageNotSpotsWelsh,
  coverageMap: coverageMapWelsh,
  coverageEvidence: coverageEvidenceWelsh,
  // Of the data: the English is in data/indicators.yaml and data/profiles (core/language/data-texts.ts).
  indicator: indicatorWelsh,
  profile: profileWelsh,
  coverage: coverageWelsh,
  coverageReport: coverageReportWelsh,
  coveragePremises: coveragePremisesWelsh,
};

export const catalogue: Readonly<Record<Locale, Texts>> = { en: english, cy: welsh };

/** `layout.skip`: the namespace and the name of a message. */
export type MessageKey = {
  [Namespace in keyof typeof english]: `${Namespace}.${keyof (typeof english)[Namespace] & string}`;
}[keyof typeof english];
