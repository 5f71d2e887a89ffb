import { Module } from '@nestjs/common';
import { ReportController } from './report.controller.js';
import { Reports } from './reports.js';

@Module({ controllers: [ReportController], providers: [Reports] })
export class ReportModule {}
