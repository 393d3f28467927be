import { lab } from './host/lab.js';
import { directByRecipe, marksByRecipe, natByRecipe, tunnelByRecipe } from './scenarios/recipes.js';

lab('recipes', 'What WHAT TO RUN says', [natByRecipe, directByRecipe, tunnelByRecipe, marksByRecipe]);
