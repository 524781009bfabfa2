package dev.runspec.registry.client;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.Heartbeat;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolsHash;
import dev.runspec.registry.ToolsSignature;
import dev.runspec.registry.json.Publication;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one agent says to the registry, turn by turn. Confined to the announcement's thread, but for
 * {@link #tell} and {@link #telemetry}.
 */
final class Conversation {

  private static final System.Logger LOG = System.getLogger(Conversation.class.getName());

  private final Caller caller;
  private final Duration limit;
  private final @Nullable Signing signing;
  private volatile Registration agent;
  private volatile @Nullable Supplier<@Nullable JsonDocument> telemetry;
  private boolean isKnown;
  private @Nullable String toldHash;
  private @Nullable ToolsSignature toldSignature;

  Conversation(Caller caller, Duration limit, Registration agent, @Nullable ToolsSigner signer) {
    this.caller = caller;
    this.limit = limit;
    this.agent = fingerprinted(agent);
    this.signing = signer == null ? null : new Signing(signer, caller.line().clock());
  }

  Registration agent() {
    return agent;
  }

  /** Takes other tools, for the next turn. */
  void tell(List<Tool> tools) {
    agent = agent.withTools(tools, ToolsHash.of(tools));
  }

  /** Takes what says how the agent fares, asked at every beat. */
  void telemetry(Supplier<@Nullable JsonDocument> source) {
    telemetry = source;
  }

  /**
   * Says what is due: who the agent is, or that it is still there, and its tools whenever the
   * registry lacks them.
   *
   * @return how long the registry will wait for the next turn
   */
  Duration turn() {
    Registration now = signing == null ? agent : signing.signed(agent);
    Receipt receipt = isKnown ? beat(now) : register(now);
    return receipt.nextHeartbeat().orElse(now.heartbeatInterval());
  }

  /** Says that the agent leaves. */
  void leave(Duration atMost) {
    caller.call(new DeregisterEndpoint(agent.id()), RetryPolicy.NONE, atMost);
  }

  private Receipt register(Registration now) {
    Receipt receipt = say(new RegisterEndpoint(now));
    // A registry that names no revision is of the kind that does not look for tools in here.
    if (receipt.revision() == 0) {
      publish(now);
    }
    isKnown = true;
    told(now);
    return receipt;
  }

  private Receipt beat(Registration now) {
    try {
      if (!Objects.equals(now.toolsHash(), toldHash)
          || !Objects.equals(now.signature(), toldSignature)) {
        publish(now);
      }
      Receipt receipt =
          say(
              new HeartbeatEndpoint(
                  now.id(), new Heartbeat(now.withTools(null, null), now.toolsHash(), system())));
      if (receipt.isRefreshWanted()) {
        publish(now);
      }
      return receipt;
    } catch (RegistryRefused e) {
      if (e.code() != ErrorCode.INSTANCE_NOT_FOUND) {
        throw e;
      }
      isKnown = false;
      return register(now);
    }
  }

  private void publish(Registration now) {
    List<Tool> tools = now.tools();
    if (tools != null) {
      say(new PublishEndpoint(now.id(), new Publication(tools, now.toolsHash(), now.signature())));
      told(now);
    }
  }

  private void told(Registration now) {
    toldHash = now.toolsHash();
    toldSignature = now.signature();
  }

  private <T> T say(Endpoint<T> endpoint) {
    return caller.call(endpoint, RetryPolicy.NONE, limit);
  }

  private @Nullable JsonDocument system() {
    Supplier<@Nullable JsonDocument> source = telemetry;
    if (source == null) {
      return null;
    }
    try {
      return source.get();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, () -> "no telemetry for " + agent.id() + ", it failed", e);
      return null;
    }
  }

  private static Registration fingerprinted(Registration agent) {
    List<Tool> tools = agent.tools();
    return tools == null || agent.toolsHash() != null
        ? agent
        : agent.withTools(tools, ToolsHash.of(tools), agent.signature());
  }
}
