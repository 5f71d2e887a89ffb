import { Module } from '@nestjs/common';
import { ConsultationController } from './consultation.controller.js';
import { ConsultationRecords } from './consultation-records.js';

@Module({ controllers: [ConsultationController], providers: [ConsultationRecords] })
export class ConsultationModule {}
