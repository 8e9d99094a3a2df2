import { CustomChart, LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

// Only what our charts draw, so that the rest of ECharts stays out of the build.
use([LineChart, CustomChart, GridComponent, TooltipComponent, SVGRenderer]);

export { init };
