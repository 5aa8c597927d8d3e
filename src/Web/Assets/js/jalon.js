// Every page works without this. With it, a form of a region is answered in place, single keys act on what has the focus, and boards follow what others do.
import htmx from 'htmx.org';
import './regions.js';
import './keys.js';
import './board.js';
import './live.js';
import './triage.js';
import './search.js';
import './shortlist.js';
import './levels.js';
import './fill.js';

// The content policy allows neither a style written in the page nor evaluated text.
htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.selfRequestsOnly = true;
htmx.config.historyCacheSize = 0;
htmx.config.responseHandling = [{ code: '204', swap: false }, { code: '...', swap: true }];
