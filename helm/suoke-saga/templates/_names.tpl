{{/* The name of an app's objects: (dict "root" $ "app" "report") */}}
{{- define "suoke.name" -}}
{{- printf "%s-%s" .root.Release.Name .app | trunc 63 | trimSuffix "-" -}}
{{- end }}

{{- define "suoke.selector" -}}
app.kubernetes.io/name: {{ .app }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end }}

{{- define "suoke.labels" -}}
{{ include "suoke.selector" . }}
app.kubernetes.io/part-of: suoke-saga
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end }}

{{/* Whether an app answers: the kubelet's own gRPC probe has no TLS, so with TLS the app's image asks itself. */}}
{{- define "suoke.probe" -}}
{{- if eq .root.Values.transport "tls" -}}
exec:
  command: [node, /etc/suoke-probe/health.cjs, {{ printf "127.0.0.1:%v" .port | quote }}]
timeoutSeconds: 5
{{- else -}}
grpc:
  port: {{ .port }}
timeoutSeconds: 3
{{- end -}}
{{- end }}
