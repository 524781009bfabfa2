package dev.runspec.registry.engine;

import dev.runspec.registry.ChangeKind;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolsSignature;
import dev.runspec.registry.catalog.Definitions;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.catalog.Member.Standing;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the writes of every store come to: each is a {@link Step} from how an instance stands to how
 * it stands then. A store takes the step from what it finds, and again if that changed meanwhile.
 */
public abstract class StepwiseStore implements InstanceStore {

  protected final InstantSource clock;

  /** Equal tools and definitions, kept once. */
  protected final Definitions definitions = new Definitions();

  protected StepwiseStore(InstantSource clock) {
    this.clock = clock;
  }

  /** Takes a step, and returns when it lasts and is seen. */
  protected abstract Outcome write(InstanceId id, ChangeKind kind, Step step);

  @Override
  public void register(Registration registration) {
    Registration shared = definitions.shared(registration);
    Instant now = clock.instant();
    Outcome unused =
        write(
            registration.id(),
            ChangeKind.REGISTERED,
            before -> {
              Member registered = Member.registered(shared, now);
              if (before != null) {
                registered.vitals().observe(before.vitals().system());
              }
              return registered;
            });
  }

  @Override
  public void identify(Registration identity) {
    Instant now = clock.instant();
    Outcome unused =
        write(
            identity.id(),
            ChangeKind.REGISTERED,
            before -> {
              if (before == null) {
                return Member.registered(identity.withTools(null, null), now);
              }
              Registration known = before.registration();
              return before
                  .saying(identity.withTools(known.tools(), known.toolsHash(), known.signature()))
                  .revived(now);
            });
  }

  @Override
  public Outcome publish(
      InstanceId id,
      List<Tool> tools,
      @Nullable String toolsHash,
      @Nullable ToolsSignature signature) {
    List<Tool> shared = definitions.shared(tools);
    Instant now = clock.instant();
    return write(
        id,
        ChangeKind.TOOLS,
        ifKnown(
            before -> {
              Registration known = before.registration();
              boolean isAnnounced = toolsHash == null && known.tools() == null;
              String hash = isAnnounced ? known.toolsHash() : toolsHash;
              return before.saying(known.withTools(shared, hash, signature)).revived(now);
            }));
  }

  @Override
  public Outcome drain(InstanceId id) {
    return write(id, ChangeKind.DRAINING, ifKnown(before -> before.draining(true)));
  }

  @Override
  public Outcome undrain(InstanceId id) {
    return write(id, ChangeKind.LIVE, ifKnown(before -> before.draining(false)));
  }

  @Override
  public Outcome deregister(InstanceId id) {
    Instant now = clock.instant();
    return write(
        id,
        ChangeKind.DEREGISTERED,
        ifKnown(
            before ->
                before.standing() == Standing.GONE ? before : before.ended(Standing.GONE, now)));
  }

  /**
   * Takes in an instance from elsewhere as it stood there; one that is known stays as it is. Who
   * lives gets a whole time to live.
   */
  public void adopt(Member stranger) {
    Member shared = stranger.saying(definitions.shared(stranger.registration()));
    Outcome unused =
        write(stranger.id(), ChangeKind.REGISTERED, before -> before == null ? shared : before);
  }

  /** An operator's word about one who is not there does not say that it lives. */
  protected static ChangeKind told(ChangeKind kind, @Nullable Member after) {
    if (after == null
        || after.isLive()
        || (kind != ChangeKind.LIVE && kind != ChangeKind.DRAINING)) {
      return kind;
    }
    return after.standing() == Standing.GONE ? ChangeKind.DEREGISTERED : ChangeKind.STALE;
  }

  private static Step ifKnown(UnaryOperator<Member> change) {
    return before -> before == null ? null : change.apply(before);
  }

  /** What a write makes of an instance, null being one that is not known. */
  protected interface Step {
    @Nullable Member after(@Nullable Member before);
  }
}
