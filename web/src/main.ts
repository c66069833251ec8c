// Starts the interface.

import { createPinia } from 'pinia'
import { createApp, watch } from 'vue'

import { setApiLanguage } from '@/api/client'
import { useSettings } from '@/store/settings'

import App from './App.vue'
import { router } from './router'

import 'element-plus/theme-chalk/base.css'
import './styles/tokens.css'
import './styles/base.css'
import './styles/marks.css'
import './styles/loops.css'
import './styles/print.css'

const app = createApp(App).use(createPinia()).use(router)

const settings = useSettings()
watch(() => settings.locale, setApiLanguage, { immediate: true })

app.mount('#app')
