package dev.runspec.registry.server.store.etcd;

import dev.runspec.registry.InstanceId;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.server.store.etcd.Word.Heard;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The other replicas, and what they say: whom they heard, and until when that is all. */
final class Peers {

  private static final System.Logger LOG = System.getLogger(Peers.class.getName());

  /** Who says nothing for so long is dead, or cut off and says that its answers are old. */
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private final Pulse own;
  private final Mirror mirror;
  private final InstantSource clock;
  private final Map<String, Told> told = new ConcurrentHashMap<>();

  /**
   * @param own what this replica says
   */
  Peers(Pulse own, Mirror mirror, InstantSource clock) {
    this.own = own;
    this.mirror = mirror;
    this.clock = clock;
  }

  /**
   * How far one has told what it heard.
   *
   * @param until when that was all, by its clock
   * @param at when we heard that, by ours
   */
  private record Told(Instant until, Instant at) {}

  /** Takes in what one says; nothing at all when it ended. */
  void hear(String peer, byte[] said) {
    if (peer.equals(own.key())) {
      return;
    }
    if (said.length == 0) {
      told.remove(peer);
      return;
    }
    try {
      Word word = Word.read(said);
      word.beats().forEach(this::hear);
      if (word.until() != null) {
        told.put(peer, new Told(word.until(), clock.instant()));
      }
    } catch (IllegalArgumentException e) {
      LOG.log(Level.DEBUG, "a replica says what we do not understand", e);
    }
  }

  private void hear(InstanceId id, Heard beat) {
    Entry entry = mirror.entry(id);
    if (entry == null || !entry.member().isLive()) {
      return;
    }
    Member member = entry.member();
    if (member.vitals().hear(beat.at(), member.registration().timeToLive())) {
      member.vitals().observe(beat.system());
    }
  }

  /** Whether all that still say something told what they heard up to {@code moment}. */
  boolean haveToldUntil(Instant moment) {
    forgetTheSilent();
    return told.values().stream().noneMatch(each -> each.until.isBefore(moment));
  }

  private void forgetTheSilent() {
    Instant longAgo = clock.instant().minus(SILENCE);
    if (own.fluentSince().isBefore(longAgo)) { // else they may have been kept from it as we were
      told.values().removeIf(each -> each.at.isBefore(longAgo));
    }
  }
}
