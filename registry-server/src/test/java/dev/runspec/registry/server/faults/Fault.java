package dev.runspec.registry.server.faults;

import dev.runspec.registry.server.etcd.EtcdMember;
import java.time.Duration;
import java.util.List;

/** What can break. */
enum Fault {
  LEADER_KILLED("`kill -9` of the etcd leader", Duration.ofSeconds(1)) {
    @Override
    Incident strike(Scene scene) throws Exception {
      EtcdMember leader = scene.site().etcd().leader();
      long begin = System.nanoTime();
      leader.kill();
      EtcdMember unused = scene.site().etcd().leader();
      long end = System.nanoTime();
      Pace.rest(scene.length());
      leader.start();
      return new Incident(begin, end);
    }
  },

  FOLLOWER_KILLED("`kill -9` of an etcd follower", Duration.ofSeconds(1)) {
    @Override
    Incident strike(Scene scene) throws Exception {
      List<EtcdMember> followers = scene.site().etcd().followers();
      EtcdMember follower = followers.get(scene.random().nextInt(followers.size()));
      long begin = System.nanoTime();
      follower.kill();
      long end = System.nanoTime();
      Pace.rest(scene.length());
      follower.start();
      return new Incident(begin, end);
    }
  },

  REPLICA_KILLED("`kill -9` of a replica", Duration.ofSeconds(1)) {
    @Override
    Incident strike(Scene scene) throws Exception {
      Replica replica = scene.anyReplica();
      long begin = System.nanoTime();
      replica.kill();
      Pace.rest(scene.length());
      replica.restart();
      return new Incident(begin, System.nanoTime());
    }
  },

  REPLICA_FROZEN("a replica frozen for two times to live", Pace.TIME_TO_LIVE.multipliedBy(2)) {
    @Override
    Incident strike(Scene scene) throws Exception {
      Replica replica = scene.anyReplica();
      long begin = System.nanoTime();
      replica.pause();
      Pace.rest(scene.length());
      replica.resume();
      return new Incident(begin, System.nanoTime());
    }
  },

  REPLICA_CUT_OFF("etcd cut off from a replica", Duration.ofSeconds(7)) {
    @Override
    Incident strike(Scene scene) throws Exception {
      Replica replica = scene.anyReplica();
      long begin = System.nanoTime();
      replica.cut();
      scene.expectCutOff(replica, begin);
      replica.mend();
      return new Incident(begin, System.nanoTime());
    }
  },

  REPLICA_UNHEARD("all packets between a replica and etcd lost", Duration.ofSeconds(7)) {
    @Override
    Incident strike(Scene scene) throws Exception {
      Replica replica = scene.anyReplica();
      long begin = System.nanoTime();
      replica.silence();
      scene.expectCutOff(replica, begin);
      replica.mend();
      return new Incident(begin, System.nanoTime());
    }
  },

  COMPACTED("compaction past what a replica has seen", Duration.ofSeconds(2)) {
    @Override
    Incident strike(Scene scene) throws Exception {
      Replica replica = scene.anyReplica();
      long begin = System.nanoTime();
      replica.cut();
      Pace.rest(scene.length()); // others write on
      scene.site().etcd().compact(scene.site().etcd().revision());
      replica.mend();
      return new Incident(begin, System.nanoTime());
    }
  },

  ETCD_STOPPED("all of etcd stopped for half a time to live", Pace.TIME_TO_LIVE.dividedBy(2)) {
    @Override
    Incident strike(Scene scene) throws Exception {
      long begin = System.nanoTime();
      scene.site().etcd().stopAll();
      Pace.rest(scene.length());
      scene.site().etcd().startAll();
      return new Incident(begin, System.nanoTime());
    }
  };

  private final String title;
  private final Duration length;

  Fault(String title, Duration length) {
    this.title = title;
    this.length = length;
  }

  /** What it is, in words. */
  String title() {
    return title;
  }

  /** How long it lasts at least. */
  Duration length() {
    return length;
  }

  /** Whether it says itself how long it lasts. */
  boolean isOfFixedLength() {
    return this == REPLICA_FROZEN || this == ETCD_STOPPED;
  }

  /**
   * Whether agents that beat may be listed stale meanwhile: those whose beats are heard by a
   * replica that cannot pass them on.
   */
  boolean mayMakeStale() {
    return switch (this) {
      case LEADER_KILLED, FOLLOWER_KILLED, ETCD_STOPPED -> false;
      case REPLICA_KILLED, REPLICA_FROZEN, REPLICA_CUT_OFF, REPLICA_UNHEARD, COMPACTED -> true;
    };
  }

  /** Breaks something and makes it whole again. */
  abstract Incident strike(Scene scene) throws Exception;
}
