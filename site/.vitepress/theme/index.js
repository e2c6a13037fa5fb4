import DefaultTheme from "vitepress/theme-without-fonts";
import { h } from "vue";
import AskBox from "./AskBox.vue";
import "./style.css";

export default {
  extends: DefaultTheme,
  Layout: () => h(DefaultTheme.Layout, null, { "nav-bar-content-before": () => h(AskBox) }),
};
