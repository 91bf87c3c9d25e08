-- Payments that come back after the bank had paid them: two further ways for money to go. What came back waits on its
-- lines like any return; once their year is closed it goes to the treasury.

alter table posting drop constraint posting_goes_a_legal_way;
alter table posting add constraint posting_goes_a_legal_way
    check ((movement || ':' || from_account || '>' || to_account) = any (array[
        'allocate:allocated>available',
        'add:allocated>available',
        'move_in:allocated>available',
        'bring_forward:allocated>available',
        'move_out:available>allocated',
        'reserve:available>reserved',
        'free:reserved>available',
        'release:reserved>disbursed',
        'settle:disbursed>settled',
        'return:disbursed>returned',
        'return_late:settled>returned',
        'return_late_to_treasury:settled>treasury',
        'reissue:returned>disbursed',
        'cancel:returned>available',
        'recover:recovered>available',
        'recover_to_treasury:recovered>treasury',
        'carry_over:available>carried_over',
        'surrender:available>treasury',
        'collect:collected>revenue',
        'remit:revenue>treasury',
        'transmit:available>transmitted',
        'take_back:transmitted>available',
        'take_back_to_treasury:transmitted>treasury',
        'receive:allocated>available'
    ]));
