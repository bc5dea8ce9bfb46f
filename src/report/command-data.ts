import type { BacktestData } from '../core/backtest.ts';
import type { CalibrationData } from '../core/calibration.ts';
import type { DiffData } from '../core/diff.ts';
import type { DoctorData } from '../core/doctor.ts';
import type { ExplainData } from '../core/explain.ts';
import type { InspectData } from '../core/inspect.ts';
import type { PlanData } from '../core/plan.ts';
import type { PortfolioData } from '../core/portfolio.ts';
import type { ReportData } from '../core/report.ts';
import type { RoadmapData } from '../core/roadmap.ts';
import type { TicketsData } from '../core/tickets.ts';
import type { TrendData } from '../core/trend.ts';

/** What `--format json` can print, told apart by `command`. The JSON Schema is generated from this type. */
export type CommandData =
  | ReportData
  | InspectData
  | DoctorData
  | ExplainData
  | PlanData
  | RoadmapData
  | BacktestData
  | TrendData
  | CalibrationData
  | DiffData
  | TicketsData
  | PortfolioData;
