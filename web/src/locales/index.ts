// The interface's two languages. Chinese comes first; the choice is kept in the browser.

import { computed, type ComputedRef } from 'vue'

import type { Locale } from '@/format/value'
import { useSettings } from '@/store/settings'

import en from './en'
import zh, { type Messages } from './zh'

export type { Messages }

const MESSAGES: Record<Locale, Messages> = { zh, en }

/** The words of a language, for code outside components. */
export function messagesOf(locale: Locale): Messages {
  return MESSAGES[locale]
}

/** The words of the chosen language and the language itself, both following a switch at once. */
export function useMessages(): { m: ComputedRef<Messages>; locale: ComputedRef<Locale> } {
  const settings = useSettings()
  return { m: computed(() => MESSAGES[settings.locale]), locale: computed(() => settings.locale) }
}
