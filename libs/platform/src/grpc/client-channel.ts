/** How a process of ours calls another one over gRPC. */

const SERVICE_CONFIG = JSON.stringify({ loadBalancingConfig: [{ round_robin: {} }] });

/** The target of a channel to `host:port`: resolved by DNS, all addresses used in turn. */
export function channelTarget(address: string): string {
  return `dns:///${address}`;
}

/** @param replyBytes largest reply on the wire */
export function channelOptions(replyBytes: number): Record<string, string | number> {
  return {
    'grpc.service_config': SERVICE_CONFIG,
    'grpc.service_config_disable_resolution': 1,
    // Who calls has a retry loop of its own, and it is the only one.
    'grpc.enable_retries': 0,
    'grpc.enable_channelz': 0,
    // Addresses come from the configuration, never from an environment variable that nobody thought of.
    'grpc.enable_http_proxy': 0,
    // Else a new channel would share the connection of the one that it replaces.
    'grpc.use_local_subchannel_pool': 1,
    'grpc.max_receive_message_length': replyBytes,
    'grpc.keepalive_time_ms': 10_000,
    'grpc.keepalive_timeout_ms': 5_000,
    'grpc.keepalive_permit_without_calls': 0,
    'grpc.initial_reconnect_backoff_ms': 100,
    'grpc.max_reconnect_backoff_ms': 2_000,
    'grpc.dns_min_time_between_resolutions_ms': 2_000,
  };
}
