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
 * What people read at three in the morning: what is wrong, for whom, how many alerts, and the two links that matter. A
 * message lists ten alerts, as the services that carry it cut off long ones.
 * @see https://prometheus.io/docs/alerting/latest/notifications/
 */
export const NOTIFICATION_TEMPLATE = `{{ define "notification.title" -}}
[{{ .Status | toUpper }}{{ if eq .Status "firing" }}:{{ .Alerts.Firing | len }}{{ end }}]
{{- with .CommonLabels.severity }} {{ . }}{{ end }}
{{- with .CommonLabels.alertname }} {{ . }}{{ end }}
{{- with .CommonLabels.namespace }} {{ . }}{{ end }}
{{- with .CommonLabels.service }}/{{ . }}{{ end }}
{{- with .CommonLabels.cluster }} ({{ . }}){{ end }}
{{- with .CommonAnnotations.summary }}: {{ . }}{{ end }}
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
{{ .Status | toUpper }} {{ .Annotations.summary }}
{{ .Annotations.description }}
{{- with .Annotations.runbook_url }}
Runbook: {{ . }}
{{- end }}
{{- with .Annotations.dashboard_url }}
Dashboard: {{ . }}
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
<h3>{{ .Status | toUpper }} {{ .Annotations.summary }}</h3>
<p>{{ .Annotations.description }}</p>
<p>
{{- with .Annotations.runbook_url }}<a href="{{ . }}">Runbook</a> {{ end }}
{{- with .Annotations.dashboard_url }}<a href="{{ . }}">Dashboard</a> {{ end -}}
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
*{{ .Status | toUpper }}* {{ .Annotations.summary }}
{{ .Annotations.description }}
{{ with .Annotations.runbook_url }}<{{ . }}|Runbook> {{ end }}
{{- with .Annotations.dashboard_url }}<{{ . }}|Dashboard> {{ end -}}
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
