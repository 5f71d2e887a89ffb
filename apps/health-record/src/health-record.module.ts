import { Module } from '@nestjs/common';
import { HealthRecordController } from './health-record.controller.js';
import { HealthRecordReads } from './health-record-reads.js';
import { HealthRecords } from './health-records.js';

@Module({ controllers: [HealthRecordController], providers: [HealthRecords, HealthRecordReads] })
export class HealthRecordModule {}
