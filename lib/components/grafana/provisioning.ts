import type { DataSource } from "./data-sources";

const API_VERSION = 1;
const MAIN_ORGANISATION = 1;

/** The file that declares data sources. */
export interface DataSourcesFile {
  readonly apiVersion: number;
  readonly datasources: readonly (DataSource & {
    readonly access: "proxy";
    readonly orgId: number;
    readonly editable: boolean;
  })[];
}

export function dataSourcesFile(dataSources: readonly DataSource[]): DataSourcesFile {
  return {
    apiVersion: API_VERSION,
    datasources: dataSources.map((dataSource) => ({
      ...dataSource,
      access: "proxy",
      orgId: MAIN_ORGANISATION,
      editable: false,
    })),
  };
}

/** The file that says where dashboards are read from. */
export interface DashboardProvidersFile {
  readonly apiVersion: number;
  readonly providers: readonly {
    readonly name: string;
    readonly orgId: number;
    readonly folder: string;
    readonly folderUid: string;
    readonly type: "file";
    readonly disableDeletion: boolean;
    readonly allowUiUpdates: boolean;
    readonly updateIntervalSeconds: number;
    readonly options: { readonly path: string; readonly foldersFromFilesStructure: boolean };
  }[];
}

/** Dashboards are what the files say: nobody deletes or changes one, and a changed file is read within half a minute. */
export function dashboardProvidersFile(path: string): DashboardProvidersFile {
  return {
    apiVersion: API_VERSION,
    providers: [
      {
        name: "observability",
        orgId: MAIN_ORGANISATION,
        folder: "Observability",
        folderUid: "observability",
        type: "file",
        disableDeletion: true,
        allowUiUpdates: false,
        updateIntervalSeconds: 30,
        options: { path, foldersFromFilesStructure: false },
      },
    ],
  };
}
