import { shareModels } from "./helpers/shared-models.js";

shareModels();
