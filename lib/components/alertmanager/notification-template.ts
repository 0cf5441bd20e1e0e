/** References to the templates below, as integrations name them. */
export const templates = {
  title: '{{ template "notification.title" . }}',
  link: '{{ template "notification.link" . }}',
  text: '{{ template "notification.text" . }}',
  html: '{{ template "notification.html" . }}',
  firing: '{{ template "notification.alerts" .Alerts.Firing }}',
  resolved: '{{ template "notification.alerts" .Alerts.Resolved }}',
  slackText: '{{ template "notification.slack" . }}',
  slackColor: '{{ template "notification.slack.color" . }}',
  pagerdutySeverity: '{{ template "notification.pagerduty.severity" . }}',
  opsgeniePriority: '{{ template "notification.opsgenie.priority" . }}',
} as const;

/**
 * What people read at three in the morning: how many alerts of which names, for whom, and of each what is wrong and the
 * links that matter. A message lists ten alerts, as the services that carry it cut off long ones.
 * @see https://prometheus.io/docs/alerting/latest/notifications/
 */
export const NOTIFICATION_TEMPLATE = `{{ define "notification.title" -}}
[{{ .Status | toUpper }}{{ if eq .Status "firing" }}:{{ .Alerts.Firing | len }}{{ end }}]
{{- with .CommonLabels.severity }} {{ . }}{{ end }}
{{- if .Alerts.Firing }}{{ template "notification.names" .Alerts.Firing }}{{ else }}{{ template "notification.names" .Alerts.Resolved }}{{ end }}
{{- with .CommonLabels.namespace }} {{ . }}{{ end }}
{{- with .CommonLabels.service }}/{{ . }}{{ end }}
{{- with .CommonLabels.cluster }} ({{ . }}){{ end }}
{{- if .CommonAnnotations.summary }}: {{ .CommonAnnotations.summary }}
{{- else if eq (len .Alerts.Firing) 1 }}: {{ (index .Alerts.Firing 0).Annotations.summary }}{{ end }}
{{- end }}

{{ define "notification.names" -}}
{{ $names := "" }}
{{- range . }}{{ with .Labels.alertname }}{{ if not (match (print "(^|, )\\\\Q" . "\\\\E(, |$)") $names) }}
{{- $names = print $names (and $names ", ") . }}
{{- end }}{{ end }}{{ end }}
{{- with $names }} {{ . }}{{ end }}
{{- end }}

{{ define "notification.link" -}}
{{ with .CommonAnnotations.dashboard_url }}{{ . }}{{ else }}{{ .ExternalURL }}{{ end }}
{{- end }}

{{ define "notification.text" -}}
{{ .Alerts.Firing | len }} firing, {{ .Alerts.Resolved | len }} resolved
{{ template "notification.alerts" .Alerts.Firing }}
{{- template "notification.alerts" .Alerts.Resolved }}
{{- end }}

{{ define "notification.alerts" -}}
{{ range $i, $alert := . }}{{ if lt $i 10 }}
{{ .Status | toUpper }} {{ .Labels.alertname }}: {{ .Annotations.summary }}
{{ .Annotations.description }}
{{- with .Annotations.runbook_url }}
Runbook: {{ . }}
{{- end }}
{{- with .Annotations.dashboard_url }}
Dashboard: {{ . }}
{{- end }}
{{- with .Annotations.logs_url }}
Logs: {{ . }}
{{- end }}
{{- with .Annotations.traces_url }}
Traces: {{ . }}
{{- end }}
Since {{ .StartsAt.UTC.Format "2006-01-02 15:04:05" }} UTC
{{ end }}{{ end }}
{{- if gt (len .) 10 }}
These are the first 10 of {{ len . }}.
{{ end }}
{{- end }}

{{ define "notification.html" -}}
<p>{{ .Alerts.Firing | len }} firing, {{ .Alerts.Resolved | len }} resolved (<a href="{{ .ExternalURL }}">Alertmanager</a>)</p>
{{ template "notification.html.alerts" .Alerts.Firing }}
{{- template "notification.html.alerts" .Alerts.Resolved }}
{{- end }}

{{ define "notification.html.alerts" -}}
{{ range $i, $alert := . }}{{ if lt $i 10 -}}
<h3>{{ .Status | toUpper }} {{ .Labels.alertname }}: {{ .Annotations.summary }}</h3>
<p>{{ .Annotations.description }}</p>
<p>
{{- with .Annotations.runbook_url }}<a href="{{ . }}">Runbook</a> {{ end }}
{{- with .Annotations.dashboard_url }}<a href="{{ . }}">Dashboard</a> {{ end }}
{{- with .Annotations.logs_url }}<a href="{{ . }}">Logs</a> {{ end }}
{{- with .Annotations.traces_url }}<a href="{{ . }}">Traces</a> {{ end -}}
since {{ .StartsAt.UTC.Format "2006-01-02 15:04:05" }} UTC</p>
{{ end }}{{ end }}
{{- if gt (len .) 10 }}<p>These are the first 10 of {{ len . }}.</p>
{{ end }}
{{- end }}

{{ define "notification.slack" -}}
{{ template "notification.slack.alerts" .Alerts.Firing }}
{{- template "notification.slack.alerts" .Alerts.Resolved }}
{{- end }}

{{ define "notification.slack.alerts" -}}
{{ range $i, $alert := . }}{{ if lt $i 10 -}}
*{{ .Status | toUpper }}* {{ .Labels.alertname }}: {{ .Annotations.summary }}
{{ .Annotations.description }}
{{ with .Annotations.runbook_url }}<{{ . }}|Runbook> {{ end }}
{{- with .Annotations.dashboard_url }}<{{ . }}|Dashboard> {{ end }}
{{- with .Annotations.logs_url }}<{{ . }}|Logs> {{ end }}
{{- with .Annotations.traces_url }}<{{ . }}|Traces> {{ end -}}
since {{ .StartsAt.UTC.Format "2006-01-02 15:04:05" }} UTC
{{ end }}{{ end }}
{{- if gt (len .) 10 }}These are the first 10 of {{ len . }}.
{{ end }}
{{- end }}

{{ define "notification.slack.color" -}}
{{ if eq .Status "resolved" }}good{{ else if eq .CommonLabels.severity "critical" }}danger{{ else }}warning{{ end }}
{{- end }}

{{ define "notification.pagerduty.severity" -}}
{{ if match "^(critical|warning|info)$" .CommonLabels.severity }}{{ .CommonLabels.severity }}{{ else }}error{{ end }}
{{- end }}

{{ define "notification.opsgenie.priority" -}}
{{ if eq .CommonLabels.severity "critical" }}P1{{ else if eq .CommonLabels.severity "warning" }}P3{{ else }}P5{{ end }}
{{- end }}
`;
