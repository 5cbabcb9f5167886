import { describe, expect, it } from 'vitest';
import { AppError } from '../../core/errors.ts';
import { readConfig } from '../../server/config.ts';
import { repositoryPath } from '../support/shared.ts';

function errorOf(environment: Record<string, string>): AppError {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('It was accepted.');
}

describe('the configuration', () => {
  it('needs no variable at all', () => {
    expect(readConfig({}, false)).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      dataFolder: repositoryPath('var'),
      databaseUrl: null,
      publicUrl: null,
      trustProxy: false,
      logLevel: 'info',
    });
  });

  it('reads every variable, and takes an empty one as not set', () => {
    const config = readConfig(
      {
        PORT: '8080',
        HOST: '0.0.0.0',
        ATLAS_DATA_DIR: '/srv/atlas',
        DATABASE_URL: 'postgresql:///atlas?host=/run/postgresql',
        PUBLIC_URL: 'https://atlas.example.gov.uk/',
        TRUST_PROXY: 'true',
        LOG_LEVEL: '',
        BASEMAP_STYLE_URL: '',
        ATLAS_OPERATOR_NAME: 'Seaborough Council',
        ATLAS_CONTACT_EMAIL: 'atlas@seaborough.example',
      },
      false,
    );
    expect(config).toMatchObject({
      port: 8080,
      host: '0.0.0.0',
      dataFolder: '/srv/atlas',
      databaseUrl: 'postgresql:///atlas?host=/run/postgresql',
      publicUrl: 'https://atlas.example.gov.uk',
      trustProxy: true,
      logLevel: 'info',
      basemapStyleUrl: null,
      operatorName: 'Seaborough Council',
      contactEmail: 'atlas@seaborough.example',
    });
    expect(readConfig({ DATABASE_URL: 'postgres://u:p@db:5432/atlas' }).databaseUrl).toContain('@db:5432');
  });

  it('keeps to warnings in a terminal unless another level is set', () => {
    expect(readConfig({}, true).logLevel).toBe('warn');
    expect(readConfig({ LOG_LEVEL: 'debug' }, true).logLevel).toBe('debug');
  });

  it('lists every variable that is wrong, and never the value of a secret', () => {
    const error = errorOf({
      PORT: '80a',
      TRUST_PROXY: 'maybe',
      DATABASE_URL: 'mysql://user:hunter2@host/db',
      RATE_LIMIT_PER_MINUTE: '0',
      ATLAS_ADMIN_TOKEN: 'short',
    });
    expect(error.code).toBe('invalid-request');
    expect(error.message.split('\n')).toEqual([
      'The settings are not right:',
      '  PORT must be a whole number',
      '  DATABASE_URL must be an address such as postgresql://user:password@host:5432/atlas',
      '  TRUST_PROXY must be true or false',
      '  RATE_LIMIT_PER_MINUTE must be at least 1',
      '  ATLAS_ADMIN_TOKEN must have at least 32 characters',
    ]);
    expect(error.message).not.toMatch(/hunter2|short$/m);
    expect(errorOf({ PORT: '70000' }).message).toContain('PORT must be at most 65535');
    expect(errorOf({ ATLAS_CONTACT_EMAIL: 'the council' }).message).toContain('must be an email address');
    expect(errorOf({ BASEMAP_STYLE_URL: 'file:///etc/passwd' }).message).toContain('BASEMAP_STYLE_URL');
  });
});
