//! The contract of stores: what must hold for a ledger over any store, as functions that are generic over it, and
//! instantiated for each store that ships. Every text is invented.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "functions of the contract are tests; clippy knows only marked ones"
)]

mod base;
mod corrections;
mod decisions;
mod documents;
mod events;
mod full_disk;
mod happened;
mod keeping;
mod matters;
mod postgres;
mod rebuilding;
mod searching;
mod sqlite;
mod weaving;

/// One test for each function of the contract, over one store, where there is one.
macro_rules! contract_over {
    ($name:ident, $base:ty, $is_there:expr, { $($module:ident: $($test:ident),+ $(,)?;)+ }) => {
        mod $name {
            $($(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $test() {
                    if $is_there {
                        crate::$module::$test::<$base>().await;
                    }
                }
            )+)+
        }
    };
}

/// The contract, over each store.
macro_rules! contract {
    ($($list:tt)+) => {
        contract_over!(over_sqlite, crate::sqlite::Folder, true, { $($list)+ });
        contract_over!(over_postgres, crate::postgres::Database, crate::postgres::is_there(), { $($list)+ });
    };
}

contract! {
    documents:
        the_same_bytes_are_one_document,
        a_deleted_document_is_gone_until_it_is_restored,
        many_files_are_added_in_order_and_one_bad_one_stops_none,
        lists_are_cut_into_pages,
        of_a_place_the_report_is_newer_than_a_story_about_it,
        values_of_firms_are_no_points_of_a_series,
        moments_order_as_text_does,
        two_writers_of_the_same_bytes_make_one_document;
    corrections:
        a_correction_shows_both_values_and_can_be_withdrawn,
        what_cannot_be_is_refused,
        a_mark_takes_a_promise_out_of_the_counts,
        two_writers_of_one_figure_both_succeed,
        corrections_survive_a_new_reading_with_moved_places,
        a_correction_without_a_place_is_an_orphan_and_comes_back;
    decisions:
        a_decision_is_kept_and_can_be_taken_back,
        what_cannot_be_decided_is_refused,
        of_two_who_take_the_same_back_one_succeeds;
    weaving:
        a_report_is_read_again_with_what_people_corrected,
        a_place_has_its_reports_in_order_and_no_other_ones,
        the_scoreboard_counts_what_the_next_report_says,
        decisions_change_threads_and_outlive_a_new_reading,
        a_thread_answers_under_each_of_its_promises,
        documents_that_name_no_place_are_woven_when_somebody_names_them;
    rebuilding:
        a_rebuilt_ledger_is_the_same,
        a_rebuilt_ledger_still_owes_the_new_reading,
        a_file_that_cannot_be_read_any_more_does_not_stop_a_rebuilding,
        nothing_happens_while_rows_are_missing;
    matters:
        every_story_of_every_system_holds,
        an_act_is_kept_with_its_event_rows_and_number,
        what_is_refused_leaves_nothing_and_says_what_would_allow_it,
        one_refused_order_stops_no_other,
        a_key_makes_it_safe_to_ask_again,
        two_programs_act_on_the_same_matters_and_nothing_is_lost,
        matters_are_rebuilt_from_their_events,
        a_thousand_clocks_fire_once_each,
        lists_are_filtered_ordered_and_counted_up_to_a_bound,
        my_work_is_what_a_post_has_to_do,
        a_measure_cannot_write_and_says_what_is_wrong;
    keeping:
        a_backup_restores_to_the_same_ledger_on_either_database,
        an_untouched_ledger_verifies_as_it_grows;
    searching:
        two_characters_and_names_of_streets_are_found_and_nothing_else,
        numbers_width_and_case,
        pages_end_where_the_hits_end,
        deleted_documents_are_not_found,
        two_ledgers_on_one_folder_both_write_and_both_find,
        a_missing_index_is_made_again;
}
