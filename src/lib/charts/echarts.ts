import { BarChart, CustomChart, LineChart } from 'echarts/charts';
import { GridSimpleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, CustomChart, LineChart, GridSimpleComponent, SVGRenderer]);

/** ECharts with the parts that our drawings use, and no others. */
export { init };
