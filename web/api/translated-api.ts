import type { Profile, ProfileNode, ProfileSummary } from '../../core/contract/profile.ts';
import type { Explanation } from '../../core/contract/score.ts';
import {
  componentTitle,
  indicatorTitle,
  profileSummary,
  profileTitle,
} from '../../core/language/data-texts.ts';
import type { Translate } from '../../core/language/translate.ts';
import { clusterSentence } from '../../core/sentences/cluster-sentence.ts';
import { bestFitSentence } from '../../core/summaries/best-fit-sentence.ts';
import type { AtlasApi } from './atlas-api.ts';

/**
 * The service in another language than English: its titles, and those of its sentences that can be said anew from the figures
 * beside them. Why an area scores as it does, how sure its rank is, and errors stay in English.
 */
export function translatedApi(api: AtlasApi, language: Translate): AtlasApi {
  const titleOf = (id: string, english: string): string => indicatorTitle(language, id, english);
  const summaryOf = (profile: ProfileSummary): ProfileSummary => ({
    ...profile,
    title: profileTitle(language, profile.id, profile.title),
    summary: profileSummary(language, profile.id, profile.summary),
  });
  return {
    ...api,
    profiles: async () => (await api.profiles()).map(summaryOf),
    profile: async (id) => translatedProfile(await api.profile(id), language),
    block: async (profileId, base) => {
      const block = await api.block(profileId, base);
      const indicators = block.header.indicators.map((one) => ({
        ...one,
        title: titleOf(one.id, one.title),
      }));
      return { ...block, header: { ...block.header, indicators } };
    },
    indicators: async () =>
      (await api.indicators()).map((one) => ({ ...one, title: titleOf(one.id, one.title) })),
    indicatorColumn: async (profileId, id, type) => {
      const column = await api.indicatorColumn(profileId, id, type);
      return { ...column, title: titleOf(id, column.title) };
    },
    clusters: async (profileId, base) => {
      const list = await api.clusters(profileId, base);
      return {
        ...list,
        sentence: clusterSentence({ counts: list.counts, level: list.method.level }, language),
      };
    },
    explanation: async (question, signal) =>
      translatedExplanation(await api.explanation(question, signal), language),
  };
}

function translatedProfile(profile: Profile, language: Translate): Profile {
  const titled = <Node extends ProfileNode>(node: Node): Node =>
    'title' in node
      ? {
          ...node,
          title: componentTitle(language, profile.id, node.id, node.title),
          children: node.children.map(titled),
        }
      : node;
  return { ...profile, components: profile.components.map(titled) };
}

function translatedExplanation(explanation: Explanation, language: Translate): Explanation {
  const { bestFit, area } = explanation;
  const indicators = explanation.indicators.map((one) => ({
    ...one,
    title: indicatorTitle(language, one.indicatorId, one.title),
  }));
  if (bestFit?.status !== 'known') return { ...explanation, indicators };
  const sentence = bestFitSentence({ ...bestFit, type: area.type }, language);
  return { ...explanation, indicators, bestFit: { ...bestFit, sentence } };
}
