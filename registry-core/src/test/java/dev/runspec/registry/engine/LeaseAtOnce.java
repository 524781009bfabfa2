package dev.runspec.registry.engine;

import dev.runspec.registry.catalog.Lease;
import dev.runspec.registry.catalog.Vitals;
import java.time.Duration;
import java.time.Instant;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** A lease that beats push on while others end it. It is its own specification. */
public class LeaseAtOnce {

  private static final Duration TIME_TO_LIVE = Duration.ofSeconds(2);

  private final Vitals vitals = new Vitals(Lease.granted(at(0), TIME_TO_LIVE));

  @Operation
  public boolean renew(@Param(gen = IntGen.class, conf = "1:2") int time) {
    return vitals.renew(at(time), TIME_TO_LIVE);
  }

  @Operation
  public boolean endIfExpired(@Param(gen = IntGen.class, conf = "1:3") int time) {
    return vitals.endIfExpired(at(time));
  }

  @Operation(runOnce = true)
  public void end() {
    vitals.end();
  }

  @Operation
  public String expiresAt() {
    return vitals.lease().expiresAt().toString();
  }

  private static Instant at(int time) {
    return Instant.ofEpochSecond(time);
  }
}
