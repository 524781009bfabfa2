package dev.runspec.registry;

/**
 * One agent on one host, as the list of hosts has it.
 *
 * @param host the host
 * @param name the agent's name
 * @param instanceId the instance that speaks for it
 * @param version its version
 * @param toolCount how many tools it publishes
 */
public record HostEntry(
    HostName host, String name, InstanceId instanceId, String version, int toolCount) {}
