package dev.runspec.registry.client;

import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolsSignature;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When an agent's tools are signed anew. Confined to the announcement's thread. */
final class Signing {

  private static final System.Logger LOG = System.getLogger(Signing.class.getName());

  private static final Duration LASTS = Duration.ofDays(1);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMinutes(10);

  private final ToolsSigner signer;
  private final InstantSource clock;
  private @Nullable ToolsSignature signature;
  private @Nullable List<Tool> tools;
  private @Nullable Instant failedAt;

  Signing(ToolsSigner signer, InstantSource clock) {
    this.signer = signer;
    this.clock = clock;
  }

  /** The agent with a signature of its tools: the one that it brings, or the last, or a new one. */
  Registration signed(Registration agent) {
    List<Tool> now = agent.tools();
    if (now == null) {
      return agent;
    }
    if (!now.equals(tools)) {
      tools = now;
      signature = agent.signature();
      failedAt = null;
    }
    if (isDue()) {
      sign(agent);
    }
    return agent.signed(signature);
  }

  private boolean isDue() {
    Instant now = clock.instant();
    if (failedAt != null && now.isBefore(failedAt.plus(PAUSE_AFTER_FAILURE))) {
      return false;
    }
    return signature == null || !now.isBefore(signature.signedAt().plus(LASTS));
  }

  private void sign(Registration agent) {
    try {
      signature = signer.sign(agent);
      failedAt = null;
    } catch (RuntimeException e) {
      failedAt = clock.instant();
      LOG.log(
          Level.WARNING,
          () -> "the tools of " + agent.id() + " could not be signed: " + e.getMessage());
    }
  }
}
