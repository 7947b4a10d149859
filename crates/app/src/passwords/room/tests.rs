//! Nobody gets in beyond the places, nobody is forgotten, and memory is counted.

use std::{sync::mpsc, thread};

use super::*;

/// Until so many wait.
fn until_waiting(room: &Room, count: usize) {
    while room.occupancy().waiting != count {
        thread::yield_now();
    }
}

#[test]
fn as_many_as_there_are_places_then_a_queue_then_nobody() {
    let room = Room::new(2, 1, 4);
    let (one, two) = (room.enter(4).unwrap(), room.enter(1).unwrap());
    thread::scope(|scope| {
        let third = scope.spawn(|| room.enter(4).map(drop));
        until_waiting(&room, 1);
        assert_eq!(room.enter(4).err(), Some(NoPlace::Full));
        assert_eq!(room.enter(0).err(), Some(NoPlace::Full), "without memory it is still work");
        drop(one);
        assert_eq!(third.join().unwrap(), Ok(()));
    });
    drop(two);
    let left = Occupancy { taken: 0, most_taken: 2, waiting: 0, blocks: 8, most_blocks: 8 };
    assert_eq!(room.occupancy(), left);
    assert!(room.enter(4).is_ok());
}

#[test]
fn who_came_first_goes_first() {
    let room = Room::new(1, 8, 4);
    let inside = room.enter(4).unwrap();
    let (told, order) = mpsc::channel();
    thread::scope(|scope| {
        for number in 0..8 {
            let (room, told) = (&room, told.clone());
            scope.spawn(move || {
                let _place = room.enter(4).unwrap();
                told.send(number).unwrap();
            });
            until_waiting(room, number + 1);
        }
        drop(inside);
    });
    assert_eq!(order.try_iter().collect::<Vec<_>>(), (0..8).collect::<Vec<_>>());
}

#[test]
fn what_takes_more_than_usual_goes_alone_and_keeps_nobody_else_out() {
    let room = Room::new(3, 4, 4);
    let large = room.enter(100).unwrap();
    thread::scope(|scope| {
        let next = scope.spawn(|| {
            let mut place = room.enter(60).unwrap();
            place.memory().len()
        });
        until_waiting(&room, 1);
        let mut usual = room.enter(4).unwrap();
        assert_eq!(usual.memory().len(), 4);
        assert_eq!(room.occupancy().waiting, 1, "a place is free, and the large one waits still");
        drop(usual);
        until_waiting(&room, 1);
        drop(large);
        assert_eq!(next.join().unwrap(), 60);
    });
    let occupancy = room.occupancy();
    assert_eq!((occupancy.blocks, occupancy.most_blocks), (4, 104), "what was large is given back");
}

#[test]
fn memory_is_used_again_and_holds_nothing_of_who_had_it() {
    let room = Room::new(1, 0, 4);
    for _ in 0..3 {
        let mut place = room.enter(4).unwrap();
        assert!(place.memory().iter().all(|block| block.as_ref().iter().all(|word| *word == 0)));
        place.memory().iter_mut().for_each(|block| block.as_mut().fill(7));
    }
    assert_eq!(room.occupancy().most_blocks, 4);
    let state = room.state();
    let words = state.idle.iter().flatten().flat_map(|block| block.as_ref());
    assert!(words.clone().count() == 512 && words.clone().all(|word| *word == 0));
}

#[test]
fn memory_goes_from_hand_to_hand_and_is_overwritten_when_nobody_waits() {
    let room = Room::new(1, 4, 4);
    let mut first = room.enter(4).unwrap();
    first.memory().iter_mut().for_each(|block| block.as_mut().fill(7));
    thread::scope(|scope| {
        let next = scope.spawn(|| {
            let mut place = room.enter(4).unwrap();
            // It has the memory of whoever went, as he left it.
            assert!(place.memory().iter().all(|block| block.as_ref().iter().all(|word| *word == 7)));
        });
        until_waiting(&room, 1);
        let last = scope.spawn(|| room.enter(0).map(drop));
        until_waiting(&room, 2);
        drop(first);
        next.join().unwrap();
        assert_eq!(last.join().unwrap(), Ok(()));
    });
    let state = room.state();
    assert_eq!((state.taken, state.blocks, state.idle.len()), (0, 4, 1));
    assert!(state.idle.iter().flatten().all(|block| block.as_ref().iter().all(|word| *word == 0)));
}

#[test]
fn a_place_is_free_again_when_there_is_no_memory_or_somebody_panics() {
    let room = Room::new(1, 0, 4);
    let far = usize::MAX / Block::SIZE;
    assert_eq!(room.enter(far).err(), Some(NoPlace::Memory(far)));
    let panicked = thread::scope(|scope| {
        let inside = || {
            let _place = room.enter(4).unwrap();
            panic!("in the middle of it");
        };
        scope.spawn(inside).join().is_err()
    });
    assert!(panicked);
    assert!(room.enter(4).is_ok());
    assert_eq!(room.occupancy().taken, 0);
}
